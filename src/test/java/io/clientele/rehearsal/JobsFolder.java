package io.clientele.rehearsal;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Example;
import io.clientele.model.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A sound little jobs folder, in which a test breaks what it is about. */
final class JobsFolder {

    private final Path root;
    private final Path policies;

    JobsFolder(Path folder) throws IOException {
        root = folder.resolve("jobs");
        policies = Files.createDirectories(folder.resolve("policy"));
        Files.createDirectories(root);
        Files.copy(Path.of("jobs", "contract.schema.json"), root.resolve("contract.schema.json"));
        write("models/landing/people.yaml", """
                question: Who is known to the system?
                grain: [person_id]
                columns:
                  person_id: {type: varchar, says: Number of the person.}
                  born_on: {type: date, nullable: true, says: Day of birth.}
                checks:
                  - must: born_on >= date '1900-01-01'
                    because: nobody is that old
                """);
        write("models/staged/people.yaml", """
                question: Who is known, once each?
                grain: [person_id]
                columns:
                  person_id: {type: varchar, says: Number of the person.}
                  born_on: {type: date, nullable: true, says: Day of birth.}
                """);
        write("models/staged/people.sql", """
                -- Who is known, once each?
                select
                    person_id,
                    min(born_on) as born_on
                from landing.people
                group by person_id
                """);
        write("models/marts/people_v1.yaml", """
                question: How old is each person?
                grain: [person_id]
                columns:
                  person_id: {type: varchar, says: Number., label_en: Person, label_zh: 人}
                  age_years: {type: bigint, nullable: true, says: Full years., label_en: Age, label_zh: 年龄}
                """);
        write("models/marts/people_v1.sql", """
                -- How old is each person?
                select
                    people.person_id,
                    year(current.as_of) - year(people.born_on) as age_years
                from staged.people
                cross join run.current
                """);
        write("nightly.yaml", """
                job: nightly
                schedule:
                  cron: "0 0 2 * * ?"
                  time_zone: UTC
                publish:
                  - people_v1
                """);
        write("summary.sql", """
                -- How many are there?
                select
                    'people' as section,
                    'all' as label,
                    cast(count(*) as varchar) as figure
                from marts.people_v1
                """);
    }

    JobsFolder write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    JobsFolder replace(String file, String before, String after) throws IOException {
        String text = Files.readString(root.resolve(file));
        if (!text.contains(before)) {
            throw new IllegalArgumentException(file + " does not contain " + before);
        }
        return write(file, text.replace(before, after));
    }

    JobsFolder delete(String file) throws IOException {
        Files.delete(root.resolve(file));
        return this;
    }

    JobsFolder policy(String file, String text) throws IOException {
        Files.writeString(policies.resolve(file), text);
        return this;
    }

    Rehearsal rehearse() {
        return Rehearsal.of(root, policies);
    }

    /** What the refusal says, with the folder's own path left out. */
    String refusal() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> rehearse().close());
        return refusal == null ? "not refused" : told(refusal);
    }

    String told(Refusal refusal) {
        return String.valueOf(refusal.getMessage()).replace(root + "/", "").replace(policies + "/", "policy/");
    }

    /** How the outcome of the only example differs; the example belongs to {@code marts.people_v1}. */
    Optional<String> difference(String example) throws IOException {
        write("models/marts/people_v1.examples.yaml", example);
        try (Rehearsal rehearsal = rehearse()) {
            Example only = rehearsal.catalogue().examples().get(0);
            return rehearsal.difference(only);
        }
    }
}
