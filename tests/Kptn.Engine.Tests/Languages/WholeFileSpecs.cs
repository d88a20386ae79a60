using Kptn.Engine.Languages;
using Kptn.Engine.Languages.CSharp;
using Kptn.Engine.Languages.Shell;
using Kptn.Engine.Languages.Sql;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Languages;

public sealed class WholeFileSpecs
{
    [Theory(Timeout = 20_000)]
    [InlineData("source ./lib.sh")]
    [InlineData(". lib.sh")]
    [InlineData(". \"$(dirname \"$0\")/lib.sh\"")]
    [InlineData("source \"${BASH_SOURCE%/*}/lib.sh\"")]
    [InlineData("DIR=\"$(cd \"$(dirname \"${BASH_SOURCE[0]}\")\" && pwd)\"\nsource \"$DIR/lib.sh\"")]
    [InlineData("here=`dirname $0`; . ${here}/lib.sh")]
    [InlineData("bash ./lib.sh 'a b'")]
    [InlineData("if true; then\n  sh -eu lib.sh\nfi")]
    [InlineData("x=$(./lib.sh | head -1)")]
    [InlineData("set -e; X=1 ./lib.sh &")]
    [InlineData("cat x && \\\n  . ./lib.sh")]
    public async Task A_shell_script_counts_with_what_it_sources(string script)
    {
        using var room = new CodeRoom();
        room.Write("t/a.sh", script).Write("t/lib.sh", "echo $KPTN_CONTEXT").Write("t/other.sh", "");
        var before = await room.Read(new ShellCodeReader(), "t/a.sh");
        var after = await room.Write("t/lib.sh", "echo 2").Read(new ShellCodeReader(), "t/a.sh");

        Assert.Empty(before.Findings);
        Assert.True(before.MentionsContext);
        Assert.Equal(["t/a.sh", "t/lib.sh"], before.Components.Select(c => c.Name));
        Assert.Equal(before.Components[0], after.Components[0]);
        Assert.NotEqual(before.Components[1], after.Components[1]);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_shell_scripts_missing_source_is_a_warning_and_line_ends_do_not_count()
    {
        using var room = new CodeRoom();
        var before = await room.Write("a.sh", "# c\n  . ./none.sh\n. \"$UNKNOWN/x.sh\"\n# . ./no.sh\necho '. ./no.sh'\n").Read(new ShellCodeReader(), "a.sh");
        var after = await room.Write("a.sh", room.Folder.Read("a.sh").Replace("\n", "\r\n", StringComparison.Ordinal)).Read(new ShellCodeReader(), "a.sh");

        var finding = Assert.Single(before.Findings);
        Assert.Equal(("missing-source", Severity.Warning, new Place("a.sh", 2, 5)), (finding.Code, finding.Severity, finding.Place));
        Assert.Equal(before.Components, after.Components);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_csharp_file_counts_with_its_projects_and_includes()
    {
        using var room = new CodeRoom();
        room.Write("t/a.cs", "#:package X@1\n#:project ../lib/lib.csproj\n#:include more.cs\nreturn 0;\n").Write("t/more.cs", "").Write("t/Directory.Build.props", "<Project/>")
            .Write("lib/lib.csproj", "<Project/>").Write("lib/in/x.cs", "").Write("lib/obj/y.cs", "").Write("t/other.cs", "");
        var reach = await room.Read(new CSharpCodeReader(), "t/a.cs");

        Assert.Empty(reach.Findings);
        Assert.Equal(["lib/in/x.cs", "lib/lib.csproj", "t/Directory.Build.props", "t/a.cs", "t/more.cs"], reach.Components.Select(c => c.Name));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_csharp_files_missing_project_is_found()
    {
        using var room = new CodeRoom();
        var reach = await room.Write("a.cs", "return 0;\n#:project lib\n").Read(new CSharpCodeReader(), "a.cs");

        Assert.Equal(("missing-source", new Place("a.cs", 2, 1)), (reach.Findings[0].Code, reach.Findings[0].Place));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_sql_file_counts_without_comments_and_white_space()
    {
        using var room = new CodeRoom();
        var reach = await room.Write("q/a.sql", "select 1").Read(new SqlCodeReader(), "q/a.sql");

        Assert.Equal(("q/a.sql", "sql-tokens/1"), (Assert.Single(reach.Components).Name, reach.Components[0].Note));
    }

    [Theory]
    [InlineData("lib/a.R", "lib/a.R")]
    [InlineData("./lib/../lib/a.R", "lib/a.R")]
    [InlineData("lib", "lib/a.R lib/b.py lib/in/c.R")]
    [InlineData("lib/", "lib/a.R lib/b.py lib/in/c.R")]
    [InlineData("lib/*.R", "lib/a.R")]
    [InlineData("**/*.R", "lib/a.R lib/in/c.R top.R")]
    [InlineData("lib/**", "lib/a.R lib/b.py lib/in/c.R")]
    [InlineData("lib/**/**/c.R", "lib/in/c.R")]
    [InlineData("l?b/in/*", "lib/in/c.R")]
    [InlineData(".hidden/*", ".hidden/h.R")]
    [InlineData("*", "top.R")]
    [InlineData("inside/c.R", "inside/c.R")]
    [InlineData("outside/secret.R", "")]
    [InlineData("outside/**", "")]
    [InlineData("lib/none*.R", "")]
    public void Code_deps_name_files_folders_and_globs(string pattern, string expected)
    {
        using var other = new TestFolder();
        other.Write("secret.R", "");
        using var room = new CodeRoom();
        room.Write("lib/a.R", "").Write("lib/b.py", "").Write("lib/in/c.R", "").Write(".hidden/h.R", "").Write("top.R", "").Write("scratch/out.R", "").Write(".kptn/x.R", "");
        Directory.CreateSymbolicLink(room.Folder["outside"], other.Root);
        Directory.CreateSymbolicLink(room.Folder["lib/in/circle"], room.Folder["lib"]);
        Directory.CreateSymbolicLink(room.Folder["inside"], room.Folder["lib/in"]);
        File.CreateSymbolicLink(room.Folder["lib/link.R"], other["secret.R"]);
        var reach = new CodeDeps(room.Open()).Read([pattern], "task", new Place("kptn.yaml", 3, 1));

        Assert.Equal(expected, string.Join(' ', reach.Components.Select(c => c.Name)));
        Assert.Equal(expected.Length == 0 ? ["code-deps-empty"] : [], reach.Findings.Select(f => f.Code));
    }

    [Theory]
    [InlineData("../x.R")]
    [InlineData("/etc/*")]
    [InlineData("lib/../../x")]
    public void Code_deps_stay_in_the_project(string pattern)
    {
        using var room = new CodeRoom();
        var reach = new CodeDeps(room.Open()).Read([pattern], "task", default);

        Assert.Empty(reach.Components);
        Assert.Empty(reach.Findings);
    }

    [Theory]
    [InlineData("python3 tools/x.py in.csv", "in.csv tools/x.py")]
    [InlineData("./tools/x.py > scratch/in.csv", "tools/x.py")]
    [InlineData("cat 'tools/a b.sh' && echo \"$(tools/x.py | wc -l)\"", "tools/a b.sh tools/x.py")]
    [InlineData("cat tools ../x /etc/passwd $HOME/x.py # tools/x.py", "")]
    [InlineData("cat in.csv in.csv ./in.csv", "in.csv")]
    [InlineData("echo \"unclosed $(tools/x.py", "tools/x.py")]
    [InlineData("echo `tools/x.py", "tools/x.py")]
    [InlineData("echo '", "")]
    public void A_command_counts_the_files_it_names(string command, string expected)
    {
        using var room = new CodeRoom();
        room.Write("tools/x.py", "").Write("tools/a b.sh", "").Write("in.csv", "").Write("scratch/in.csv", "");

        Assert.Equal(expected, string.Join(' ', new CommandFiles(room.Open()).Find(command).Select(c => c.Name)));
    }

    [Fact]
    public void The_words_of_an_argv_are_not_split()
    {
        using var room = new CodeRoom();
        room.Write("tools/a b.sh", "").Write("b.sh", "");

        Assert.Equal(["tools/a b.sh"], new CommandFiles(room.Open()).Find(["bash", "tools/a b.sh"]).Select(c => c.Name));
    }
}
