using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.Python;

/// <summary>A module-level definition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Names">Names it binds.</param>
/// <param name="Hash">Hash of its normalised syntax tree.</param>
/// <param name="Refs">What it refers to.</param>
/// <param name="Calls">What runs when it is defined: decorators, calls in values, defaults and class bodies.</param>
/// <param name="Bases">Bases of a class.</param>
/// <param name="Flags">What makes a class run code when it is defined.</param>
/// <param name="Writes">Names it binds through <c>global</c>.</param>
/// <param name="Signature">What a function accepts.</param>
internal sealed record PythonUnit(
    PythonUnitKind Kind,
    string[] Names,
    Hash256 Hash,
    PythonRef[] Refs,
    PythonRef[] Calls,
    PythonRef[] Bases,
    PythonUnitFlags Flags,
    string[] Writes,
    CodeSignature? Signature);
