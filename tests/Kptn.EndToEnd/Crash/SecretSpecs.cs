using System.Text;

namespace Kptn.EndToEnd.Crash;

public sealed class SecretSpecs
{
    private const string Marker = "M4RKER-0f-s3cret";

    [Fact(Timeout = 60_000)]
    public async Task Values_of_the_environment_config_and_secret_args_are_kept_nowhere()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Write("kptn.yaml", $$"""
            settings: {logging: {file: run.log} }
            config:
              warehouse: {password: "{{Marker}}-1", host: db}
              api_token: "{{Marker}}-2"
              plain: "{{Marker}}-3"
            graphs: {g: {tasks: {sh: [], py: [], r: [] } } }
            tasks:
              sh: {command: "test -n \"$SECRET_ENV\" && test -n \"$KPTN_ARG_PASSWORD\" && test -s $KPTN_CONTEXT", env: [SECRET_ENV], args: {password: "{{Marker}}-4", nested: {deep: {db_password: "{{Marker}}-5", list: [{token: "{{Marker}}-6"} ] } }, dsn: "{{Marker}}-7" } }
              py: {file: "t.py:py", cache_result: true, env: {DB_PASSWORD: "{{Marker}}-8" }, args: {secret: "{{Marker}}-9", options: {api_key: "{{Marker}}-A"} } }
              r: {command: "false", args: {password: "{{Marker}}-B"}, env: [SECRET_ENV]}
            """);
        project.Write("t.py", "def py(warehouse, api_token, plain, secret, options): return len(secret)\n");
        project.Environment["SECRET_ENV"] = Marker + "-C";
        project.Run("run").Expect(1);
        project.Environment["SECRET_ENV"] = Marker + "-D";
        project.Write("kptn.yaml", project.Read("kptn.yaml").Replace("-4\"", "-E\"", StringComparison.Ordinal).Replace("-5\"", "-F\"", StringComparison.Ordinal).Replace("-9\"", "-G\"", StringComparison.Ordinal).Replace("-1\"", "-H\"", StringComparison.Ordinal));
        var shown = project.Run("plan").Output + project.Run("explain", "sh", "py").Output + project.Run("explain", "sh", "py", "--json").Output + project.Run("status", "--json").Output;
        shown += project.Run("run").Expect(1).Output + project.Run("state", "show").Output;
        Assert.DoesNotContain(Marker, shown, StringComparison.Ordinal);
        foreach (var path in Directory.GetFiles(project[".kptn"], "*", SearchOption.AllDirectories).Append(project["run.log"]))
        {
            var text = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
            Assert.False(text.Contains(Marker, StringComparison.Ordinal), $"{path} holds {text[Math.Max(0, text.IndexOf(Marker, StringComparison.Ordinal))..][..Math.Min(Marker.Length + 2, text.Length)]}");
        }
    }
}
