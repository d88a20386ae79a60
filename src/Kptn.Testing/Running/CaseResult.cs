using Kptn.Testing.Rendering;

namespace Kptn.Testing.Running;

/// <summary>What a test gave.</summary>
/// <param name="Outcomes">Its outcomes: one, or one for each item.</param>
/// <param name="Received">What its task gives to other tests where nothing was approved of it; <see langword="null"/> where it failed.</param>
internal sealed record CaseResult(IReadOnlyList<TestOutcome> Outcomes, GivenTask? Received);
