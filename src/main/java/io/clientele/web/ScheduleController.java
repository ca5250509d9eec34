package io.clientele.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** When nights are due, and which are not published. */
@RestController
final class ScheduleController {

    private final ScheduleDesk desk;

    ScheduleController(ScheduleDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/api/v1/schedule")
    ScheduleDesk.Now now() {
        return desk.now();
    }
}
