package io.clientele.web;

import io.clientele.nightly.Audit;
import io.clientele.publish.AuditLog.Trail;
import org.springframework.security.access.prepost.PreAuthorize;

/** Who changed what, for who asks over the network. */
@PreAuthorize(Needs.NOBODY)
class AuditDesk {

    private final Audit audit;

    AuditDesk(Audit audit) {
        this.audit = audit;
    }

    @PreAuthorize(Needs.ADMIN)
    Trail trail() {
        return audit.trail();
    }
}
