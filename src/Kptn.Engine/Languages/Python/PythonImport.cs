namespace Kptn.Engine.Languages.Python;

/// <summary>Where an import leads.</summary>
/// <param name="Steps">Every package on the way and the last module found, in the order in which they run.</param>
/// <param name="Target">The module meant; <see langword="null"/> where it was not found.</param>
internal sealed record PythonImport(IReadOnlyList<PythonPlace> Steps, PythonPlace? Target);
