namespace Kptn.Engine.Languages;

/// <summary>What a function accepts by name.</summary>
/// <param name="Parameters">Its parameters in order, without <c>*args</c> and <c>**kwargs</c>.</param>
/// <param name="AcceptsAny">Whether it has <c>**kwargs</c>.</param>
public sealed record CodeSignature(IReadOnlyList<CodeParameter> Parameters, bool AcceptsAny);
