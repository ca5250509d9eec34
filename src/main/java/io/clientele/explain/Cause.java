package io.clientele.explain;

/** Why a number changed. */
public enum Cause {
    /** What is known now of the days that the last night saw already, and who is who. */
    LATE_CORRECTION,
    /** Windows and ages moved on with the business date. */
    TIME_PASSING,
    /** What is dated after the last night. */
    NEW_TRANSACTION,
    /** What the population says: cuts, quantiles, averages. */
    PEERS_MOVING,
    /** What somebody chose; where facts are made by it, late corrections of that night too. */
    POLICY_CHANGED,
    /** Other queries, or another program. */
    MODEL_CHANGED,
    /** The same queries, with parameters that were fitted to tonight's data. */
    PARAMETERS_REFITTED
}
