package io.clientele.web;

import io.clientele.publish.AuditLog.Change;
import io.clientele.publish.AuditLog.Trail;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who changed what. */
@RestController
final class AuditController {

    private final AuditDesk desk;

    AuditController(AuditDesk desk) {
        this.desk = desk;
    }

    /**
     * A part of the log, every line of which was found to follow the line before it.
     *
     * @param items the last change first
     * @param count how many changes there are
     * @param head the hash of the last one; noted elsewhere, it tells later whether lines were taken off
     */
    record Part(List<Change> items, @Nullable Integer next, int count, String head) {}

    @GetMapping("/api/v1/audit")
    Part audit(@RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "0") int offset) {
        Page.Wanted wanted = new Page.Wanted(limit, offset);
        Trail trail = desk.trail();
        List<Change> lastFirst = new ArrayList<>(trail.changes());
        Collections.reverse(lastFirst);
        Page<Change> page = wanted.from(lastFirst);
        return new Part(page.items(), page.next(), lastFirst.size(), trail.head());
    }
}
