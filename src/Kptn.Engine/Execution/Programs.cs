using Kptn.Engine.Languages;

namespace Kptn.Engine.Execution;

/// <summary>Finds programs by name, as a shell would.</summary>
internal static class Programs
{
    /// <summary>The absolute path of a program: a name is looked up on PATH, a path starts in a folder.</summary>
    /// <exception cref="ProgramMissingException">It is not there.</exception>
    public static string Find(string name, string folder)
    {
        if (!name.Contains('/', StringComparison.Ordinal)) return InterpreterFinder.OnPath(name) ?? throw new ProgramMissingException(name);
        var path = Path.GetFullPath(name, folder);
        return File.Exists(path) ? path : throw new ProgramMissingException(name);
    }
}
