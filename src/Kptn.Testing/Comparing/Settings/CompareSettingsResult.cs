using Kptn.Engine.Projects;

namespace Kptn.Testing.Comparing.Settings;

/// <summary>What reading <c>snapshot</c> gave.</summary>
/// <param name="Settings">The settings; what is wrong is left out.</param>
/// <param name="Findings">All that is wrong, in the order of the file.</param>
public sealed record CompareSettingsResult(CompareSettings Settings, IReadOnlyList<Finding> Findings);
