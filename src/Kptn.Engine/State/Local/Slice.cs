namespace Kptn.Engine.State.Local;

/// <summary>A part of a log.</summary>
internal readonly record struct Slice(int Offset, int Length)
{
    public static readonly Slice None = new(-1, 0);

    public bool IsNone => Offset < 0;
}
