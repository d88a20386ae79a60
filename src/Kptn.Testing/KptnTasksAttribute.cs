using System.Reflection;
using System.Runtime.CompilerServices;
using Kptn.Testing.Adapters;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Kptn.Testing;

/// <summary>Makes each task of a pipeline a row of a theory: <c>[Theory, KptnTasks("../kptn.yaml")] public Task Tasks(TaskCase task) => task.Verify();</c></summary>
/// <param name="project">The kptn.yaml, or its folder, relative to the file that this is written in.</param>
/// <param name="sourceFile">The file that this is written in; the compiler fills it in.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class KptnTasksAttribute(string project, [CallerFilePath] string sourceFile = "") : DataAttribute
{
    /// <summary>The kptn.yaml, or its folder, relative to the file that this is written in.</summary>
    public string Project { get; } = project;

    /// <summary>The file that this is written in.</summary>
    public string SourceFile { get; } = sourceFile;

    /// <summary>The graph; not needed where the project has one only.</summary>
    public string? Graph { get; set; }

    /// <summary>Which tasks, in the words of the command line, such as <c>tag:fast clean+</c>; all where nothing is said.</summary>
    public string? Select { get; set; }

    /// <summary>Which tasks to leave out, in the same words.</summary>
    public string? Exclude { get; set; }

    /// <summary>How many tests a mapped task is.</summary>
    public ItemCases Items { get; set; }

    /// <summary>What tests take for the outputs of the tasks before.</summary>
    public UpstreamMode Upstream { get; set; }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        ArgumentNullException.ThrowIfNull(testMethod);
        var test = $"{(testMethod.ReflectedType ?? testMethod.DeclaringType)?.Name}.{testMethod.Name}";
        var cases = CaseFinder.Find(this, test);
        TestProcess.Current.Found(cases);
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. cases.Select(found => Row(found, test))]);
    }

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;

    // A reason of kptn's own holds whatever the attribute says of skipping.
    private TheoryDataRow<TaskCase> Row(TaskCase found, string test) => new(found)
    {
        Explicit = ExplicitAsNullable,
        Label = "",
        Skip = found.Skip ?? Skip,
        SkipType = found.Skip is null ? SkipType : null,
        SkipUnless = found.Skip is null ? SkipUnless : null,
        SkipWhen = found.Skip is null ? SkipWhen : null,
        TestDisplayName = $"{TestDisplayName ?? test}({found})",
        Timeout = TimeoutAsNullable,
        Traits = RowTraits.Of(found, Traits ?? []),
    };
}
