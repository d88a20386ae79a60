namespace Kptn.Engine.Languages.R;

/// <summary>What a parser of R stumbled over; line zero where it did not say.</summary>
internal sealed record RSyntaxError(string Message, int Line, int Column);
