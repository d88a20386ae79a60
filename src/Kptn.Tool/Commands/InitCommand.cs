using System.CommandLine;
using System.Reflection;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn init</c>.</summary>
internal static class InitCommand
{
    private const string Prefix = "example/";

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("init", "Write a small pipeline that runs, to start from") { Examples = [("kptn init my-pipeline", "write it to a new folder")] };
        var folder = new Argument<string>("DIR") { DefaultValueFactory = _ => ".", Description = "Folder to write to, made where it is missing (default: this folder)" };
        command.Arguments.Add(folder);
        command.SetAction(parsed =>
        {
            var target = Path.GetFullPath(parsed.GetValue(folder)!, tool.Folder);
            var files = Files().ToList();
            var taken = files.Where(file => File.Exists(Path.Combine(target, file.Path))).Select(file => file.Path).ToList();
            if (taken.Count > 0)
            {
                tool.Screen.Refuse($"'{string.Join("', '", taken)}' exist{(taken.Count == 1 ? "s" : "")} in {target} already; nothing was written. Choose another folder: kptn init my-pipeline");
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
            tool.Screen.Line($"now: {where}dotnet kptn run");
            return ExitCodes.Success;
        });
        return command;
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
