package dev.cardea.admin;

import dev.cardea.admission.Admission;
import dev.cardea.calllog.CallLog;
import dev.cardea.control.ControlPlane;
import java.time.InstantSource;

/// What operations are made of.
record Plane(
        AdminConfig config,
        ControlPlane control,
        Admission admission,
        CallLog callLog,
        InstantSource clock) {}
