package dev.cardea.admin;

import dev.cardea.admission.Admission;
import dev.cardea.calllog.CallLog;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.catalogue.CatalogueShelf;
import dev.cardea.control.catalogue.UpdateCatalogue;
import dev.cardea.control.upstream.Upstreams;
import dev.cardea.model.TargetStatus;
import java.time.InstantSource;

/// What operations are made of.
record Plane(
        AdminConfig config,
        ControlPlane control,
        Upstreams upstreams,
        TargetStatus.View targets,
        Admission admission,
        CallLog callLog,
        CatalogueShelf catalogue,
        UpdateCatalogue updateCatalogue,
        InstantSource clock) {}
