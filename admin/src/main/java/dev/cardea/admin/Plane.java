package dev.cardea.admin;

import dev.cardea.admission.Admission;
import dev.cardea.calllog.CallLog;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.upstream.Upstreams;
import java.time.InstantSource;

/// What operations are made of.
record Plane(
        AdminConfig config,
        ControlPlane control,
        Upstreams upstreams,
        Admission admission,
        CallLog callLog,
        InstantSource clock) {}
