package io.clientele.publish;

/**
 * Somebody's word that a night is published although a gate stops it; it stands in the manifest.
 *
 * @param gate its relation and its name, as in {@code staged.orders: unique key}
 * @param reason in the words of who gives it
 */
public record GateOverride(String gate, String reason, String by) {

    public GateOverride {
        if (gate.isBlank() || reason.isBlank() || by.isBlank()) {
            throw new IllegalArgumentException("an override names a gate, a reason and who gives it");
        }
    }
}
