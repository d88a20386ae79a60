using Kptn.Testing.Rendering;

namespace Kptn.Testing.Running;

/// <summary>How what was made stands to what was approved.</summary>
/// <param name="Status">Same, changed or new.</param>
/// <param name="Outputs">Each output, and the result.</param>
/// <param name="Changed">The paths of what awaits approval.</param>
internal sealed record Judgement(TestStatus Status, IReadOnlyList<TestedOutput> Outputs, IReadOnlySet<string> Changed);
