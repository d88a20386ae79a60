using Kptn.Engine.Execution.Items;
using Kptn.Engine.Languages;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Execution;

/// <summary>The program, arguments and folder of a task that runs as a process.</summary>
/// <param name="Program">The program, absolute.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Folder">The folder it starts in.</param>
internal sealed record ScriptCommand(string Program, IReadOnlyList<string> Arguments, string Folder)
{
    /// <summary>Makes the command of a task.</summary>
    /// <exception cref="ProgramMissingException">A program is not there.</exception>
    public static ScriptCommand Of(PreparedTask prepared, Project project, string scratchDir, InterpreterFinder interpreters, ItemWork? item = null)
    {
        var task = prepared.Task;
        var definition = task.Definition;
        if (definition.Language == TaskLanguage.Command) return Command(definition, project, item);
        var script = item?.ScriptPath ?? definition.ScriptPath!;
        var folder = Path.GetDirectoryName(script)!;
        return definition.Language switch
        {
            TaskLanguage.R => R(prepared, script, folder, scratchDir, interpreters, item),
            TaskLanguage.Shell => Shell(script, folder),
            TaskLanguage.CSharp => CSharp(script, folder),
            _ => throw new InvalidOperationException($"{definition.Language} does not run as a process"),
        };
    }

    /// <summary>The same for a C# script that is built already.</summary>
    public ScriptCommand WithoutBuild() => this with { Arguments = [Arguments[0], "--no-build", .. Arguments.Skip(1)] };

    private static ScriptCommand Command(TaskDefinition definition, Project project, ItemWork? item)
    {
        if (!definition.IsShellCommand) return new ScriptCommand(Programs.Find(definition.Command[0], project.Root), [.. definition.Command.Skip(1).Select(word => item is null ? word : ItemOutputs.Expand(word, item.Values))], project.Root);
        return OperatingSystem.IsWindows()
            ? new ScriptCommand(Programs.Find("cmd", project.Root), ["/d", "/c", definition.Command[0]], project.Root)
            : new ScriptCommand("/bin/sh", ["-c", definition.Command[0]], project.Root);
    }

    private static ScriptCommand R(PreparedTask prepared, string script, string folder, string scratchDir, InterpreterFinder interpreters, ItemWork? item)
    {
        var definition = prepared.Task.Definition;
        var rscript = interpreters.Rscript ?? throw new ProgramMissingException("Rscript");
        List<string> words =
        [
            .. definition.PrefixArgs.Select(Expand),
            rscript,
            script,
            .. item?.Arguments ?? definition.CliArgs.Select(Expand),
        ];
        return new ScriptCommand(definition.PrefixArgs.Count > 0 ? Programs.Find(words[0], folder) : rscript, words[1..], folder);

        string Expand(string word) => Variables.Expand(word, name => TaskVariables.IsFolder(name) ? scratchDir : TaskVariables.Lookup(prepared.Task, name) ?? "", out _);
    }

    /// <summary>A file with directives is built as a project, for native code unless told otherwise; the compiler for that is not part of the SDK.</summary>
    private static ScriptCommand CSharp(string script, string folder)
    {
        var text = File.ReadAllText(script);
        var isProject = text.Contains("#:", StringComparison.Ordinal) && !text.Contains("PublishAot", StringComparison.Ordinal);
        return new ScriptCommand(Programs.Find("dotnet", folder), ["run", "--file", script, .. isProject ? ["-p:PublishAot=false"] : Array.Empty<string>()], folder);
    }

    private static ScriptCommand Shell(string script, string folder)
    {
        using var reader = new StreamReader(script);
        var first = reader.ReadLine() ?? "";
        if (!first.StartsWith("#!", StringComparison.Ordinal)) return new ScriptCommand(Programs.Find("sh", folder), [script], folder);
        var words = first[2..].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return new ScriptCommand(Programs.Find("sh", folder), [script], folder);
        var name = Path.GetFileName(words[0]);
        if (name == "env" && words.Length > 1) words = [.. words.Skip(words[1] == "-S" ? 2 : 1)];
        var program = File.Exists(words[0]) ? words[0] : Programs.Find(Path.GetFileName(words[0]), folder);
        return new ScriptCommand(program, [.. words.Skip(1), script], folder);
    }
}
