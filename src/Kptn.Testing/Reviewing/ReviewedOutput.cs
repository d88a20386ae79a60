using Kptn.Testing.Rendering;

namespace Kptn.Testing.Reviewing;

/// <summary>A received output beside the approved one.</summary>
/// <param name="Tested">How they differ.</param>
/// <param name="OldPath">A file or folder with the approved content, perhaps a copy; <see langword="null"/> where there is none.</param>
/// <param name="NewPath">A file or folder with the received content, perhaps a copy; <see langword="null"/> where there is none.</param>
public sealed record ReviewedOutput(TestedOutput Tested, string? OldPath, string? NewPath);
