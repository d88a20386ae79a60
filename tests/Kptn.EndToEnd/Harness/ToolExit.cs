namespace Kptn.EndToEnd.Harness;

/// <summary>What a call of the tool gave.</summary>
public sealed record ToolExit(int Code, string Out, string Error)
{
    public override string ToString() => $"exit {Code}\n--- stdout\n{Out}\n--- stderr\n{Error}";
}
