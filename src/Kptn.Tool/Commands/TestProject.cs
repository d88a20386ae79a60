using System.Reflection;
using System.Text;

namespace Kptn.Tool.Commands;

/// <summary>The files of a test project for a pipeline.</summary>
internal static class TestProject
{
    // Namespaces that would hide what the source file names.
    private static readonly string[] Hiding = ["Kptn", "System", "Task", "Xunit"];

    /// <summary>Its folder, relative to the folder of kptn.yaml.</summary>
    public const string Folder = "tests";

    /// <summary>The files, relative to the folder of kptn.yaml.</summary>
    /// <param name="root">The folder of kptn.yaml, absolute.</param>
    /// <param name="graphs">The graphs.</param>
    public static IReadOnlyList<(string Path, string Content)> Files(string root, IReadOnlyList<string> graphs)
    {
        var name = CSharpNames.Of(Path.GetFileName(root), "Pipeline");
        if (Hiding.Contains(name)) name += "Pipeline";
        return
        [
            ($"{Folder}/{name}.Tests.csproj", Project(root)),
            ($"{Folder}/Pipeline.cs", Source(name, graphs)),
            ($"{Folder}/.gitignore", "bin/\nobj/\nTestResults/\n*.received.*\n"),
        ];
    }

    private static string Project(string root) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>{(HasCentralVersions(root) ? "\n    <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>" : "")}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Kptn.Testing" Version="{ToolVersion.Text}" />
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="{Version("Microsoft.NET.Test.Sdk")}" />
            <PackageReference Include="xunit.runner.visualstudio" Version="{Version("xunit.runner.visualstudio")}" />
            <PackageReference Include="xunit.v3" Version="{Version("xunit.v3")}" />
          </ItemGroup>
        </Project>

        """;

    private static string Source(string name, IReadOnlyList<string> graphs)
    {
        var text = new StringBuilder($"using Kptn.Testing;\nusing Xunit;\n\nnamespace {name}.Tests;\n\npublic class Pipeline\n{{\n");
        var used = new HashSet<string>(StringComparer.Ordinal) { "Pipeline" };
        foreach (var graph in graphs)
        {
            var method = graphs.Count == 1 ? "Tasks" : CSharpNames.Of(graph, "Graph");
            while (!used.Add(method)) method += "Tasks";
            if (used.Count > 2) text.Append('\n');
            text.Append("    [Theory, KptnTasks(\"../kptn.yaml\"").Append(graphs.Count == 1 ? "" : $", Graph = \"{graph}\"").Append(")]\n    public Task ").Append(method).Append("(TaskCase task) => task.Verify();\n");
        }

        return text.Append("}\n").ToString();
    }

    // The versions that kptn itself is built and tested with.
    private static string Version(string package) =>
        typeof(TestProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == package).Value!;

    private static bool HasCentralVersions(string root)
    {
        for (var folder = root; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Directory.Packages.props"))) return true;
        }

        return false;
    }
}
