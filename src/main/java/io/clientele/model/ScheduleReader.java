package io.clientele.model;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads what {@code nightly.yaml} says under {@code schedule}. */
public final class ScheduleReader {

    private final YamlFile yaml;
    private final List<Problem> problems;

    ScheduleReader(YamlFile yaml, List<Problem> problems) {
        this.yaml = yaml;
        this.problems = problems;
    }

    /**
     * Reads the schedule alone, without the models beside it.
     *
     * @param jobs the analyst's room
     * @throws Refusal {@code USAGE} where its {@code nightly.yaml} is not as it should be
     */
    public static Schedule read(Path jobs) {
        List<Problem> problems = new ArrayList<>();
        Optional<Schedule> schedule =
                open(jobs.resolve("nightly.yaml"), problems).map(yaml -> new ScheduleReader(yaml, problems).read());
        if (schedule.isEmpty() || !problems.isEmpty()) {
            throw Refusal.of("read the schedule", problems);
        }
        return schedule.get();
    }

    /** The file, where its schema accepts it. */
    static Optional<YamlFile> open(Path nightly, List<Problem> problems) {
        YamlSchema schema = YamlSchema.shipped(ScheduleReader.class, "nightly.schema.json");
        return YamlFile.read(nightly, problems).filter(found -> schema.accepts(found, problems));
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
                yaml.path(),
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
