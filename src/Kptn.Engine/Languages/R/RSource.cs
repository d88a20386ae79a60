namespace Kptn.Engine.Languages.R;

/// <summary>One place where a script pulls in other code.</summary>
/// <param name="Kind">How.</param>
/// <param name="Path">What; default where unknown.</param>
/// <param name="Line">Line of the call, from one.</param>
/// <param name="Column">Column of the call, from one.</param>
/// <param name="IsGuarded">Whether the script looks first, or lives with it being missing.</param>
internal sealed record RSource(RSourceKind Kind, RPath Path, int Line, int Column, bool IsGuarded);
