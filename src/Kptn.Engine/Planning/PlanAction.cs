namespace Kptn.Engine.Planning;

/// <summary>What a plan says of a task.</summary>
public enum PlanAction
{
    /// <summary>It is up to date.</summary>
    Fresh,

    /// <summary>It will run.</summary>
    Run,

    /// <summary>It runs if what a dependency makes turns out different.</summary>
    MayRun,

    /// <summary>It will not run: what it would make is known, and is put back; it runs where that cannot be done.</summary>
    Restore,
}
