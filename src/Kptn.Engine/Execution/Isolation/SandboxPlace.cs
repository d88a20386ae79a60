using Kptn.Engine.Languages;

namespace Kptn.Engine.Execution.Isolation;

/// <summary>A folder that stands for a project while one task runs in it.</summary>
/// <param name="Top">The folder of the project's tree that the sandbox stands for, absolute: the project's root, or one above it.</param>
/// <param name="Box">What stands for it, absolute.</param>
/// <param name="ScratchDir">The sandbox's scratch dir, absolute.</param>
public sealed record SandboxPlace(string Top, string Box, string ScratchDir)
{
    /// <summary>Where something of the project lies in the sandbox.</summary>
    /// <param name="path">Absolute path.</param>
    /// <returns>Its path in the sandbox; the same path where it is no part of the project.</returns>
    public string Of(string path) => CodeFolders.IsBelow(Top, path) ? Path.Join(Box, path.AsSpan(Top.Length)) : path;
}
