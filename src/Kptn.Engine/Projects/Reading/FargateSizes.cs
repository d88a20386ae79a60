namespace Kptn.Engine.Projects.Reading;

/// <summary>Amounts of memory in MiB that Fargate offers with an amount of CPU (Amazon ECS task definition parameters, task size).</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
/// <param name="Step">From one to the next; zero where each is double the one before.</param>
internal sealed record FargateSizes(int Least, int Most, int Step)
{
    private const int Gib = 1024;

    /// <summary>The amounts of CPU, in units of which 1024 are one vCPU.</summary>
    public static IReadOnlyList<string> Cpus { get; } = ["256", "512", "1024", "2048", "4096", "8192", "16384"];

    /// <summary>The memory that goes with an amount of CPU; <see langword="null"/> where there is no such amount.</summary>
    public static FargateSizes? Memory(int cpu) => cpu switch
    {
        256 => new FargateSizes(512, 2 * Gib, 0),
        512 => new FargateSizes(1 * Gib, 4 * Gib, Gib),
        1024 => new FargateSizes(2 * Gib, 8 * Gib, Gib),
        2048 => new FargateSizes(4 * Gib, 16 * Gib, Gib),
        4096 => new FargateSizes(8 * Gib, 30 * Gib, Gib),
        8192 => new FargateSizes(16 * Gib, 60 * Gib, 4 * Gib),
        16384 => new FargateSizes(32 * Gib, 120 * Gib, 8 * Gib),
        _ => null,
    };

    /// <summary>Whether it is one of them.</summary>
    public bool Has(int mib)
        => Step == 0 ? mib is 512 or 1024 or 2048 : mib >= Least && mib <= Most && mib % Step == 0;

    /// <inheritdoc/>
    public override string ToString() => Step == 0 ? "512, 1024 or 2048" : $"{Least} to {Most} in steps of {Step}";
}
