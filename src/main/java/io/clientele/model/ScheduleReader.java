package io.clientele.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads what {@code nightly.yaml} says under {@code schedule}, after its schema has accepted it. */
final class ScheduleReader {

    private final YamlFile yaml;
    private final List<Problem> problems;

    ScheduleReader(YamlFile yaml, List<Problem> problems) {
        this.yaml = yaml;
        this.problems = problems;
    }

    Schedule read() {
        JsonNode schedule = yaml.root().path("schedule");
        JsonNode deadline = schedule.path("deadline");
        return new Schedule(
                schedule.path("cron").stringValue(),
                schedule.path("time_zone").stringValue(),
                holidays(schedule.path("holidays")),
                deadline.isMissingNode() ? Optional.empty() : Optional.of(LocalTime.parse(deadline.stringValue())),
                schedule.path("catch_up_days").asInt(1),
                schedule.path("attempts").asInt(3),
                schedule.path("retry_minutes").asInt(15),
                yaml.line("/schedule"));
    }

    private Set<LocalDate> holidays(JsonNode days) {
        Set<LocalDate> holidays = new LinkedHashSet<>();
        for (int i = 0; i < days.size(); i++) {
            String day = days.get(i).stringValue();
            try {
                holidays.add(LocalDate.parse(day));
            } catch (DateTimeException e) {
                problems.add(
                        new Problem(yaml.path(), yaml.line("/schedule/holidays/" + i), "there is no such day: " + day));
            }
        }
        return holidays;
    }
}
