package io.clientele.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets readers see a version. {@code current.json} is replaced last and decides; the catalogue and the link follow from it.
 * One switch at a time: the caller holds the lock.
 */
public final class Switch {

    private final MartsFolder folder;
    private final CatalogueWriter catalogue;
    private final PublicationListener listener;

    public Switch(Path root, CatalogueWriter catalogue, PublicationListener listener) {
        this.folder = MartsFolder.at(root);
        this.catalogue = catalogue;
        this.listener = listener;
    }

    /**
     * Makes a version current, for nobody who could be overtaken. If it already is, its pointer stays as it was.
     *
     * @return what {@code current.json} says now
     * @throws UncheckedIOException when the disk fails; what readers see is then the former version or this one, never a mixture
     */
    public Pointer to(Version version, Instant publishedAt) {
        return to(version, publishedAt, newestToken());
    }

    private long newestToken() {
        return folder.readPointer().map(Pointer::fencingToken).orElse(0L);
    }

    /**
     * Makes a version current. If it already is, its pointer stays as it was but for the token.
     *
     * @param fencingToken of the run that switches
     * @return what {@code current.json} says now
     * @throws PublicationException when a later run has published, which this one must not undo
     * @throws UncheckedIOException when the disk fails; what readers see is then the former version or this one, never a mixture
     */
    public Pointer to(Version version, Instant publishedAt, long fencingToken) {
        Instant since = folder.readPointer()
                .filter(pointer -> pointer.version().equals(version.name())
                        && pointer.manifestSha256().equals(version.manifestSha256()))
                .map(Pointer::publishedAt)
                .orElse(publishedAt);
        Pointer pointer = new Pointer(
                version.name(), version.manifestSha256(), version.manifest().runId(), fencingToken, since);
        try {
            replaceAll(version, pointer);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "Cannot switch to " + version.name() + ": " + Reason.of(failure) + "\n"
                            + PublishedMarts.open(folder.root()).stillShown(),
                    failure);
        }
        return pointer;
    }

    private void replaceAll(Version version, Pointer pointer) throws IOException {
        Path nextPointer = MartsFolder.next(folder.pointer());
        writeCatalogue(version);
        Disk.write(nextPointer, Json.bytes(pointer));
        FileModes.share(nextPointer);
        Disk.syncFolder(folder.root());
        listener.after(PublicationStep.POINTER_WRITTEN, version.name());
        refuseIfOvertaken(version, pointer, nextPointer);
        replaceCatalogueAndLink(version);
        Disk.replace(nextPointer, folder.pointer());
        listener.after(PublicationStep.POINTER_SWITCHED, version.name());
        Disk.syncFolder(folder.root());
        listener.after(PublicationStep.SWITCH_SYNCED, version.name());
    }

    /** A run that was believed dead and wakes up finds a greater token than its own. */
    private void refuseIfOvertaken(Version version, Pointer pointer, Path nextPointer) throws IOException {
        long newest = newestToken();
        if (newest > pointer.fencingToken()) {
            Disk.delete(nextPointer);
            Disk.delete(MartsFolder.next(folder.catalogue()));
            throw new PublicationException(
                    "Cannot switch to " + version.name(),
                    List.of("its run has the token " + pointer.fencingToken() + ", and a later one with " + newest
                            + " has published"),
                    PublishedMarts.open(folder.root()).stillShown());
        }
    }

    private void writeCatalogue(Version version) throws IOException {
        Path next = MartsFolder.next(folder.catalogue());
        Disk.delete(next);
        catalogue.write(next, version.views());
        FileModes.share(next);
        Disk.syncFile(next);
        listener.after(PublicationStep.CATALOGUE_WRITTEN, version.name());
    }

    private void replaceCatalogueAndLink(Version version) throws IOException {
        Disk.replace(MartsFolder.next(folder.catalogue()), folder.catalogue());
        listener.after(PublicationStep.CATALOGUE_SWITCHED, version.name());
        replaceLink(version);
        listener.after(PublicationStep.LINK_SWITCHED, version.name());
    }

    /** The link is a convenience: where none can be made there is none, rather than one to a former version. */
    private void replaceLink(Version version) throws IOException {
        Path next = MartsFolder.next(folder.link());
        Disk.delete(next);
        try {
            Files.createSymbolicLink(next, targetOf(version));
        } catch (UnsupportedOperationException | FileSystemException withoutLinks) {
            Disk.delete(folder.link());
            return;
        }
        Disk.replace(next, folder.link());
    }

    private Path targetOf(Version version) {
        return folder.root().relativize(version.folder());
    }

    /**
     * Puts in order what a killed run left behind: staging folders of no live run, half-made files, and a catalogue or link that
     * does not show what {@code current.json} says. While any run lives, only the staging folders of others are removed.
     *
     * @return what was done, a sentence each; empty when all was well
     */
    public List<String> repair(Set<String> liveRunIds) {
        List<String> done = new ArrayList<>();
        try {
            removeStagings(liveRunIds, done);
            if (liveRunIds.isEmpty()) {
                repairSwitch(done);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot repair the marts: " + Reason.of(failure), failure);
        }
        return done;
    }

    private void removeStagings(Set<String> liveRunIds, List<String> done) throws IOException {
        for (Path staging : folder.stagings()) {
            if (liveRunIds.stream().noneMatch(runId -> staging.equals(folder.staging(runId)))) {
                Disk.delete(staging);
                done.add("removed " + folder.root().relativize(staging));
            }
        }
    }

    private void repairSwitch(List<String> done) throws IOException {
        List<Path> leftovers = folder.leftovers();
        try {
            repairCatalogue(!leftovers.isEmpty(), done);
        } catch (PublicationException damaged) {
            done.add("left marts.duckdb as it is: " + String.join("; ", damaged.problems()));
            return;
        }
        for (Path leftover : leftovers) {
            Disk.delete(leftover);
            done.add("removed " + folder.root().relativize(leftover));
        }
    }

    /** The pointer's half-made file exists from before the catalogue is replaced until the commit, so it tells of an open switch. */
    private void repairCatalogue(boolean wasInterrupted, List<String> done) throws IOException {
        Optional<Version> current = PublishedMarts.open(folder.root()).current();
        if (current.isEmpty()) {
            removeUncommitted(folder.catalogue(), done);
            removeUncommitted(folder.link(), done);
        } else if (wasInterrupted || !Files.exists(folder.catalogue()) || linksElsewhere(current.get())) {
            writeCatalogue(current.get());
            replaceCatalogueAndLink(current.get());
            Disk.syncFolder(folder.root());
            done.add("rebuilt marts.duckdb and the link for " + current.get().name());
        }
    }

    private void removeUncommitted(Path path, List<String> done) throws IOException {
        if (Disk.isThere(path)) {
            Disk.delete(path);
            done.add("removed " + folder.root().relativize(path) + ": nothing is published yet");
        }
    }

    private boolean linksElsewhere(Version version) throws IOException {
        Path link = folder.link();
        return Files.isSymbolicLink(link) && !Files.readSymbolicLink(link).equals(targetOf(version));
    }
}
