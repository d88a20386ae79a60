namespace Kptn.Engine.Planning;

/// <summary>Does the same to many things: on all processors where they are many enough to pay for it.</summary>
internal static class Many
{
    private const int Chunk = 256;

    /// <summary>Calls an action for each index below a count, in any order.</summary>
    public static void For(int count, Action<int> action)
    {
        if (count <= Chunk)
        {
            for (var i = 0; i < count; i++) action(i);
            return;
        }

        Parallel.For(0, (count + Chunk - 1) / Chunk, chunk =>
        {
            var end = Math.Min(count, (chunk + 1) * Chunk);
            for (var i = chunk * Chunk; i < end; i++) action(i);
        });
    }
}
