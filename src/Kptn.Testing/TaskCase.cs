using System.Diagnostics;
using Kptn.Testing.Adapters;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Running;
using Xunit.Sdk;

namespace Kptn.Testing;

/// <summary>One test of a pipeline, as a theory gets it: a task, or one item of a mapped task.</summary>
public sealed class TaskCase : IXunitSerializable
{
    /// <summary>For xunit, which fills it in.</summary>
    public TaskCase()
    {
    }

    /// <summary>The kptn.yaml, absolute.</summary>
    public string Project { get; internal set; } = "";

    /// <summary>The graph.</summary>
    public string Graph { get; internal set; } = "";

    /// <summary>The task.</summary>
    public string Task { get; internal set; } = "";

    /// <summary>The item's key; <see langword="null"/> for a task as a whole.</summary>
    public string? Item { get; internal set; }

    /// <summary>What the task is written in.</summary>
    public string Language { get; internal set; } = "";

    /// <summary>The task's tags.</summary>
    public IReadOnlyList<string> Tags { get; internal set; } = [];

    /// <summary>How many tests a mapped task is.</summary>
    internal ItemCases Items { get; set; }

    /// <summary>What tests take for the outputs of the tasks before.</summary>
    internal UpstreamMode Upstream { get; set; }

    /// <summary>The test method that it is a row of.</summary>
    internal string Test { get; set; } = "";

    /// <summary>Why it cannot be tested here; <see langword="null"/> where it can. Not kept when serialised.</summary>
    internal string? Skip { get; set; }

    /// <summary>Why there are no tests; <see langword="null"/> where there are.</summary>
    internal CaseProblem? Problem { get; set; }

    /// <summary>Runs the task alone in a sandbox, and holds what it makes against what was approved of it.</summary>
    /// <param name="settings">Changes how outputs are compared, on top of <c>tasks.T.snapshot</c>, such as <c>settings => settings.Ignore("updated_at")</c>; <see langword="null"/> to leave it as kptn.yaml says.</param>
    /// <returns>A task that is done when the outputs are as approved.</returns>
    /// <exception cref="SnapshotException">The outputs are not as approved, or the task failed.</exception>
    [StackTraceHidden]
    public Task Verify(Func<CompareSettings, CompareSettings>? settings = null) => new CaseVerifier(TestProcess.Current).VerifyAsync(this, settings);

    /// <summary><c>graph/task</c>, with the item in brackets.</summary>
    public override string ToString() => Problem?.Name ?? new TestCase(Graph, Task, Item).Name;

    /// <inheritdoc/>
    void IXunitSerializable.Serialize(IXunitSerializationInfo info) => CaseSerialization.Write(this, info);

    /// <inheritdoc/>
    void IXunitSerializable.Deserialize(IXunitSerializationInfo info)
    {
        CaseSerialization.Read(this, info);
        TestProcess.Current.Chosen(this);
    }
}
