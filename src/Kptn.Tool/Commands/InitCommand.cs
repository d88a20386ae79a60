using System.CommandLine;
using System.Reflection;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn init</c>.</summary>
internal static class InitCommand
{
    private const string Prefix = "example/";

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("init", "Write a small pipeline that runs, to start from") { Examples = [("kptn init my-pipeline", "write it to a new folder"), ("kptn init --tests", "add a test project to the pipeline that is here: each task is a test")] };
        var folder = new Argument<string>("DIR") { DefaultValueFactory = _ => ".", Description = "Folder to write to, made where it is missing (default: this folder)" };
        command.Arguments.Add(folder);
        var tests = new Option<bool>("--tests") { Description = "Write a test project for the pipeline in DIR, with one test a task" };
        command.Options.Add(tests);
        command.SetAction(parsed =>
        {
            var target = Path.GetFullPath(parsed.GetValue(folder)!, tool.Folder);
            return parsed.GetValue(tests) ? Tests(tool, target) : Write(tool, target, [.. Files()], "Choose another folder: kptn init my-pipeline", "dotnet kptn run");
        });
        return command;
    }

    private static int Tests(ToolContext tool, string target)
    {
        if (new ProjectOpener(tool).Open(target) is not { } bench) return ExitCodes.BadUsage;
        var root = bench.Project.Root;
        if (Directory.Exists(Path.Combine(root, TestProject.Folder)) && Directory.EnumerateFiles(Path.Combine(root, TestProject.Folder), "*.*proj").FirstOrDefault() is { } other)
        {
            tool.Screen.Refuse($"{other} is there already; nothing was written. Tests of the pipeline can be added to it: see docs/testing.md");
            return ExitCodes.BadUsage;
        }

        return Write(tool, root, TestProject.Files(root, [.. bench.Graphs.Keys]), "Move it out of the way, or add the tests to it: see docs/testing.md", $"dotnet test {TestProject.Folder}");
    }

    private static int Write(ToolContext tool, string target, IReadOnlyList<(string Path, string Content)> files, string advice, string next)
    {
        var taken = files.Where(file => File.Exists(Path.Combine(target, file.Path))).Select(file => file.Path).ToList();
        if (taken.Count > 0)
        {
            tool.Screen.Refuse($"'{string.Join("', '", taken)}' exist{(taken.Count == 1 ? "s" : "")} in {target} already; nothing was written. {advice}");
            return ExitCodes.BadUsage;
        }

        foreach (var (path, content) in files)
        {
            var full = Path.Combine(target, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, content);
            tool.Screen.Line($"wrote {path}");
        }

        var where = target == tool.Folder ? "" : $"cd {Shown(tool.Folder, target)} && ";
        tool.Screen.Line($"now: {where}{next}");
        return ExitCodes.Success;
    }

    private static string Shown(string folder, string target)
    {
        var relative = Path.GetRelativePath(folder, target);
        return relative.StartsWith("..", StringComparison.Ordinal) ? target : relative;
    }

    private static IEnumerable<(string Path, string Content)> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[Prefix.Length..].Replace('\\', '/'), reader.ReadToEnd());
        }
    }
}
