package io.clientele.web;

import io.clientele.model.Refusal;
import io.clientele.nightly.Audit;
import io.clientele.publish.AuditLog.Trail;
import java.io.UncheckedIOException;
import org.springframework.security.access.prepost.PreAuthorize;

/** Who changed what, for who asks over the network. */
@PreAuthorize(Needs.NOBODY)
class AuditDesk {

    private final Audit audit;

    AuditDesk(Audit audit) {
        this.audit = audit;
    }

    /** @throws Refusal {@code GATE} where a line is not as it was written */
    @PreAuthorize(Needs.ADMIN)
    Trail trail() {
        try {
            return audit.trail();
        } catch (UncheckedIOException damaged) {
            throw new Refusal(Refusal.Kind.GATE, String.valueOf(damaged.getMessage()), damaged);
        }
    }
}
