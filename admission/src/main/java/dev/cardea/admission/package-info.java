/// Decides whether a call may pass, and says why not: pure functions of the call, the snapshot, the
/// readings and the clock.
///
/// Read [dev.cardea.admission.Order] first (every check in its order), then
/// [dev.cardea.admission.Admission] (what runs them), [dev.cardea.admission.CredentialReader] (how a
/// request's credential is found and what is wrong with it) and [dev.cardea.admission.Telling] (what
/// of a refusal may be told to whom). Live traffic, explanations, simulations and replays all run
/// the same checks, so an explanation can't differ from what is enforced.
@NullMarked
package dev.cardea.admission;

import org.jspecify.annotations.NullMarked;
