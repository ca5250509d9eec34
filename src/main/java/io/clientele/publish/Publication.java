package io.clientele.publish;

import io.clientele.model.Contract;
import io.clientele.publish.GateResult.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a night's marts aside, reads them again, and gives them their final name. Readers see nothing of it until the {@link Switch}. */
public final class Publication {

    private final MartsFolder folder;
    private final MartSource source;
    private final PublicationListener listener;

    public Publication(Path root, MartSource source, PublicationListener listener) {
        this.folder = MartsFolder.at(root);
        this.source = source;
        this.listener = listener;
    }

    /** Where the marts of a run are written before they have their final name: the only folder that the engine must be able to write. */
    public static Path staging(Path root, String runId) {
        return MartsFolder.at(root).staging(runId);
    }

    /**
     * Makes the version of a night. Doing it again with the same marts gives the same version.
     *
     * @param contracts the marts to publish; their stage's name does not matter, their relation's name becomes the mart's
     * @throws PublicationException with every problem of every mart, when any of them does not keep its contract
     * @throws UncheckedIOException when the disk does not
     */
    public Version write(Night night, List<Contract> contracts) {
        Path staging = folder.staging(night.runId());
        try {
            Disk.delete(staging);
            FileModes.makeShared(folder.root());
            FileModes.makeShared(folder.versions());
            Files.createDirectories(staging);
            listener.after(PublicationStep.STAGING_CREATED, night.runId());
            return writeIn(staging, night, contracts);
        } catch (IOException failure) {
            clear(staging, failure);
            throw new UncheckedIOException(
                    "Cannot publish " + night.businessDate() + ": " + Reason.of(failure) + "\n" + outcome(), failure);
        } catch (RuntimeException failure) {
            clear(staging, failure);
            throw failure;
        }
    }

    private Version writeIn(Path staging, Night night, List<Contract> contracts) throws IOException {
        List<Contract> byName = contracts.stream()
                .sorted(Comparator.comparing(contract -> contract.relation().name()))
                .toList();
        List<MartFile> marts = writeMarts(staging, night, byName);
        FileSeal dictionary = writeDictionary(staging, byName);
        byte[] manifest = Json.bytes(manifest(night, marts, dictionary));
        Disk.write(staging.resolve(Manifest.FILE), manifest);
        FileModes.shareAll(staging);
        for (Contract contract : byName) {
            Path home = MartFile.folderIn(staging, contract);
            if (contract.isRestricted()) {
                FileModes.ownAll(home);
            }
            Disk.syncFolder(home);
        }
        Disk.syncFolder(staging);
        listener.after(PublicationStep.MANIFEST_WRITTEN, night.runId());
        return rename(staging, night);
    }

    private List<MartFile> writeMarts(Path staging, Night night, List<Contract> contracts) throws IOException {
        Map<String, List<String>> problems = new LinkedHashMap<>();
        List<String> stops = stopsOf(night);
        if (!stops.isEmpty()) {
            problems.put(night.businessDate().toString(), stops);
        }
        List<MartFile> marts = new ArrayList<>();
        for (Contract contract : contracts) {
            String mart = contract.relation().name();
            Path home = MartFile.folderIn(staging, contract);
            if (contract.isRestricted()) {
                FileModes.makeOwn(home);
            }
            Path file = home.resolve(mart + ".parquet");
            source.export(contract.relation(), contract.grain(), file, footerOf(night, contract));
            Disk.syncFile(file);
            listener.after(PublicationStep.MART_EXPORTED, mart);
            MartInspection inspection = MartInspection.of(file, contract);
            List<String> found = inspection.problemsAgainst(source.figures(contract.relation()));
            if (found.isEmpty()) {
                marts.add(inspection.describe(FileSeal.of(staging, file)));
            } else {
                problems.put(mart, found);
            }
            listener.after(PublicationStep.MART_INSPECTED, mart);
        }
        if (!problems.isEmpty()) {
            throw PublicationException.refusing(problems, outcome());
        }
        return marts;
    }

    private static List<String> stopsOf(Night night) {
        return night.gates().stream()
                .filter(gate -> gate.verdict() == Verdict.STOP)
                .filter(gate -> night.overrides().stream()
                        .noneMatch(override -> override.gate().equals(gate.name())))
                .map(gate -> gate.relation() + ": gate " + gate.gate() + " stops, "
                        + Counted.of(gate.failingCount(), "row") + ": " + gate.because())
                .toList();
    }

    /** Only what is the same in every revision, so that the same rows stay the same bytes. */
    private static Map<String, String> footerOf(Night night, Contract contract) {
        Map<String, String> footer = new TreeMap<>();
        footer.put("clientele.mart", contract.relation().name());
        footer.put("clientele.business_date", night.businessDate().toString());
        footer.put("clientele.unique_key", String.join(",", contract.grain()));
        return footer;
    }

    private FileSeal writeDictionary(Path staging, List<Contract> contracts) throws IOException {
        Path file = staging.resolve(Dictionary.FILE);
        Disk.write(
                file,
                Json.bytes(new Dictionary(
                        contracts.stream().map(MartDescription::of).toList())));
        listener.after(PublicationStep.DICTIONARY_WRITTEN, Dictionary.FILE);
        return FileSeal.of(staging, file);
    }

    private Manifest manifest(Night night, List<MartFile> marts, FileSeal dictionary) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                night.businessDate(),
                night.revision(),
                night.runId(),
                parentOf(night),
                night.toolVersion(),
                night.engineVersion(),
                night.hashes(),
                marts,
                dictionary,
                night.gates(),
                night.overrides(),
                night.controlTotals());
    }

    /** The current version; for a night that is current itself, the one before it. */
    private @Nullable String parentOf(Night night) {
        Optional<Pointer> current = folder.readPointer();
        boolean isRepeated = current.flatMap(pointer -> VersionName.parse(pointer.version()))
                .filter(name -> name.isOf(night))
                .isPresent();
        if (isRepeated) {
            return PublishedMarts.open(folder.root())
                    .current()
                    .map(version -> version.manifest().parentVersion())
                    .orElse(null);
        }
        return current.map(Pointer::version).orElse(null);
    }

    private Version rename(Path staging, Night night) throws IOException {
        Version staged = Version.open(staging);
        VersionName name = staged.manifest().versionName(staged.manifestSha256());
        refuseOtherContent(night, name);
        Path target = folder.version(name);
        if (Disk.isThere(target)
                && Verification.of(target, staged.manifestSha256()).isClean()) {
            Disk.delete(staging);
        } else {
            putAside(target, night);
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        }
        listener.after(PublicationStep.VERSION_RENAMED, name.toString());
        Disk.syncFolder(folder.versions());
        listener.after(PublicationStep.VERSION_SYNCED, name.toString());
        return Version.open(target);
    }

    private void refuseOtherContent(Night night, VersionName name) {
        Optional<VersionName> published = folder.readPointer()
                .flatMap(pointer -> VersionName.parse(pointer.version()))
                .filter(current -> current.isOf(night) && !current.equals(name));
        if (published.isPresent()) {
            throw PublicationException.refusing(
                    Map.of(
                            night.businessDate() + " revision " + night.revision(),
                            List.of("already published as " + published.get() + ", and this is " + name
                                    + ": other content needs a new revision")),
                    outcome());
        }
    }

    private void putAside(Path damaged, Night night) throws IOException {
        if (Disk.isThere(damaged)) {
            Path aside = folder.damaged(night.runId());
            Disk.delete(aside);
            Files.move(damaged, aside, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private String outcome() {
        return "Nothing was published. " + PublishedMarts.open(folder.root()).stillShown();
    }

    private static void clear(Path staging, Exception failure) {
        try {
            Disk.delete(staging);
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}
