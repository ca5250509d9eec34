package io.clientele.web;

import io.clientele.model.Refusal;
import io.clientele.publish.GateResult;
import io.clientele.publish.Manifest;
import io.clientele.publish.MartFile;
import io.clientele.publish.Pointer;
import io.clientele.publish.Verification;
import io.clientele.publish.Version;
import io.clientele.publish.VersionsCollected;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The published marts: which version readers see, what it holds, and its files. */
@RestController
final class MartsController {

    private static final String VERSIONS = "/api/v1/marts/versions";
    private static final MediaType PARQUET = MediaType.parseMediaType("application/vnd.apache.parquet");

    private final MartsDesk desk;

    MartsController(MartsDesk desk) {
        this.desk = desk;
    }

    /** What readers see, and its files. All of them belong to one version, whatever is published meanwhile. */
    record Current(Pointer pointer, List<File> files) {}

    /**
     * A mart's file.
     *
     * @param href where to get it
     */
    record File(String mart, long rows, long bytes, String sha256, String href) {}

    /** A version that is there. */
    record Entry(String version, boolean isCurrent) {}

    @GetMapping("/api/v1/marts")
    Current current() {
        Pointer pointer = desk.pointer().orElseThrow(() -> new Missing("version yet: no marts have been published"));
        Version version = version(pointer.version());
        return new Current(
                pointer,
                version.manifest().marts().stream()
                        .filter(mart -> !mart.isRestricted())
                        .map(mart -> file(version, mart))
                        .toList());
    }

    private static File file(Version version, MartFile mart) {
        return new File(
                mart.name(),
                mart.rows(),
                mart.seal().bytes(),
                mart.seal().sha256(),
                VERSIONS + "/" + version.name() + "/files/" + mart.name());
    }

    @GetMapping(VERSIONS)
    Page<Entry> versions(@RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "0") int offset) {
        String current = desk.pointer().map(Pointer::version).orElse("");
        return new Page.Wanted(limit, offset)
                .from(desk.versions().stream()
                        .map(name -> new Entry(name, name.equals(current)))
                        .toList());
    }

    @GetMapping(VERSIONS + "/{version}")
    Manifest manifest(@PathVariable String version) {
        return version(version).manifest();
    }

    @GetMapping(VERSIONS + "/{version}/files/{mart}")
    ResponseEntity<Resource> file(@PathVariable String version, @PathVariable String mart) {
        Version found = version(version);
        MartFile file = found.manifest()
                .mart(mart)
                .filter(each -> !each.isRestricted())
                .orElseThrow(() -> new Missing("mart " + mart + " in " + version));
        return ResponseEntity.ok()
                .contentType(PARQUET)
                .contentLength(file.seal().bytes())
                .eTag('"' + file.seal().sha256() + '"')
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.seal().file())
                                .build()
                                .toString())
                .body(new FileSystemResource(found.file(file)));
    }

    @GetMapping("/api/v1/quality")
    Page<GateResult> quality(
            @RequestParam(required = false) GateResult.@Nullable Verdict verdict,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        return new Page.Wanted(limit, offset)
                .from(version(current().pointer().version()).manifest().gates().stream()
                        .filter(gate -> verdict == null || gate.verdict() == verdict)
                        .toList());
    }

    /** Which version readers shall be shown, and why. */
    record Wanted(@Nullable String version, @Nullable String reason) {}

    /** What readers were shown, and what they are shown now. */
    record Shown(String before, String after) {}

    @PostMapping("/api/v1/marts/rollback")
    Shown rollBack(@RequestBody Wanted wanted) {
        if (wanted.version() == null || wanted.reason() == null) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot show another version: it needs a version and a reason");
        }
        version(wanted.version());
        return new Shown(desk.rollBack(wanted.version(), wanted.reason()), wanted.version());
    }

    /** Compares every file of a version with its manifest. */
    @PostMapping(VERSIONS + "/{version}/verify")
    Verification verify(@PathVariable String version) {
        return desk.verify(version).orElseThrow(() -> new Missing("version " + version));
    }

    /** What a collection would delete now, and what it would keep. */
    @GetMapping("/api/v1/marts/gc")
    VersionsCollected planCollection() {
        return desk.planCollection();
    }

    @PostMapping("/api/v1/marts/gc")
    VersionsCollected collect() {
        return desk.collect();
    }

    private Version version(String name) {
        return desk.version(name).orElseThrow(() -> new Missing("version " + name));
    }
}
