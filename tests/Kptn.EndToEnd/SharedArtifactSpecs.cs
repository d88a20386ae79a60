using System.Text.Json;
using Kptn.EndToEnd.Crash;
using Kptn.EndToEnd.Harness;
using Kptn.Tests.Servers;

namespace Kptn.EndToEnd;

/// <summary>Artifacts in S3, as users have them: two checkouts, networks that fail, processes that are killed.</summary>
public sealed class SharedArtifactSpecs : IDisposable
{
    private const string Config = """
        settings: {artifacts: "s3://bucket/team/shop"}
        graphs: {g: {tasks: {many: [], big: [], all: [many, big], list: []}}}
        tasks:
          many: {command: "rm -rf $OUTPUT_PIPELINE_DIR/d; mkdir -p $OUTPUT_PIPELINE_DIR/d; for i in $(seq 40); do echo $i > $OUTPUT_PIPELINE_DIR/d/$i; done", outputs: [d/]}
          big: {command: "head -c 25000000 /dev/zero | tr '\\0' x > $OUTPUT_PIPELINE_DIR/big; cp /bin/true $OUTPUT_PIPELINE_DIR/prog", outputs: [big, prog]}
          all: {command: "cat $OUTPUT_PIPELINE_DIR/d/* > $OUTPUT_PIPELINE_DIR/all; wc -c < $OUTPUT_PIPELINE_DIR/big >> $OUTPUT_PIPELINE_DIR/all", outputs: [all]}
          list: {file: "tasks.py:list", cache_result: true}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kptn-s3-").FullName;

    [Fact(Timeout = 240_000)]
    public async Task Another_machine_with_the_same_state_restores_everything_and_runs_nothing()
    {
        await using var server = await S3Local.StartAsync(_folder);
        using var project = Project(server);
        project.Settle();
        Assert.Equal((0, 0, 0), Status(project));

        // The state travels, and nothing else does.
        foreach (var lost in new[] { "scratch", ".kptn/artifacts", ".kptn/cache", ".kptn/uploads" }) project.Delete(lost);
        var restore = project.Kptn("restore");
        Assert.True(restore.Code == 0, restore.Out + restore.Error);
        project.RunsNothing();
        project.Sh("test -x scratch/prog; test $(stat -c %s scratch/big) = 25000000; test $(ls scratch/d | wc -l) = 40");

        project.Delete(".kptn/artifacts");
        var pull = project.Kptn("cache", "pull", "--json");
        Assert.True(pull.Code == 0, pull.Out + pull.Error);
        Assert.Equal(0, Json(pull).GetProperty("missing").GetInt32());
        var push = project.Kptn("cache", "push", "--json");
        Assert.Equal(0, Json(push).GetProperty("sent").GetInt32());
        Assert.Equal(0, push.Code);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_place_that_is_not_there_fails_no_task_and_the_next_run_sends()
    {
        using var project = Project(null);
        var first = project.Kptn("run");
        Assert.True(first.Code == 1, first.Out + first.Error);
        Assert.Contains("4 ran, 0 fresh, 0 failed", first.Out, StringComparison.Ordinal);
        Assert.Contains("not in 's3://bucket/team/shop' yet", first.Out, StringComparison.Ordinal);
        Assert.Contains("kptn cache push", first.Out, StringComparison.Ordinal);

        await using var server = await S3Local.StartAsync(_folder);
        Use(project, server);
        var next = project.Kptn("run");
        Assert.True(next.Code == 0, next.Out + next.Error);
        Assert.Contains("nothing to do", next.Out, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), Status(project));
        Assert.Empty(Directory.GetFiles(project[".kptn/uploads"]));
    }

    [Fact(Timeout = 300_000)]
    public async Task What_a_killed_run_did_not_send_is_sent_by_the_next_or_by_hand()
    {
        await using var server = await S3Local.StartAsync(_folder);
        for (var round = 0; round < 3; round++)
        {
            using var project = Project(server);
            project.Edit("kptn.yaml", "team/shop", $"team/round{round}").Edit("kptn.yaml", "head -c 25000000", $"echo {round}; head -c 120000000");
            using (var run = project.Start("run"))
            {
                CrashProject.Until(() => File.Exists(project["scratch/all"]) || run.HasExited, "the last task");
                Thread.Sleep(60 * round);
                run.Kill();
                run.WaitForExit();
            }

            var again = round == 1 ? project.Kptn("cache", "push") : project.Kptn("run");
            Assert.True(again.Code == 0, again.Out + again.Error);
            if (round == 1) Assert.Equal(0, project.Kptn("run").Code);
            Assert.Equal((0, 0), Status(project) is var (_, unshared, pending) ? (unshared, pending) : default);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_with_nothing_to_send_loads_nothing_of_AWS()
    {
        await using var server = await S3Local.StartAsync(_folder);
        using var project = Project(server);
        project.Settle();
        var tool = Directory.CreateDirectory(Path.Combine(_folder, "tool")).FullName;
        project.Sh($"cp -as '{AppContext.BaseDirectory}/.' '{tool}'; rm '{tool}'/AWSSDK*.dll; for f in AWSSDK.Core AWSSDK.S3; do : > '{tool}/'$f.dll; done; for verb in run plan status restore; do dotnet exec '{tool}/dotnet-kptn.dll' $verb; done");
    }

    [Fact(Timeout = 120_000)]
    public async Task Old_content_that_nothing_names_goes_and_the_rest_stays()
    {
        await using var server = await S3Local.StartAsync(_folder);
        using var project = Project(server);
        project.Settle();
        project.Edit("kptn.yaml", "seq 40", "seq 30").Settle();
        var before = Kept(project, "gc", "--shared", "--dry-run");
        Assert.Equal(0, before.Removed);
        project.Sh($"find '{_folder}' .kptn/artifacts -type f -exec touch -h -d '40 days ago' '{{}}' +");
        Assert.Equal((12, before.Kept - 12), Kept(project, "gc", "--shared", "--dry-run"));
        Assert.Equal((12, before.Kept - 12), Kept(project, "gc", "--shared"));
        Assert.Equal((0, before.Kept - 12), Kept(project, "gc", "--shared"));
        Assert.Equal(12, Kept(project, "gc").Removed);
        project.Sh("[ -z \"$(find .kptn/artifacts/runs -type f)\" ]");
        Assert.Equal((0, 0, 0), Status(project));
        project.Delete("scratch").Delete(".kptn/artifacts");
        Assert.Equal(0, project.Kptn("restore").Code);
        project.RunsNothing();
        Assert.Equal(2, project.Kptn("cache", "gc", "--older-than", "1h").Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_interrupt_while_artifacts_are_sent_ends_the_run_and_keeps_them_noted()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var serving = RefuseToTakeAsync(silent);
        using var project = Project(null);
        project.Environment["AWS_ENDPOINT_URL_S3"] = $"http://{silent.LocalEndpoint}";
        using var run = project.Start("run");
        CrashProject.Until(() => File.Exists(project["scratch/all"]), "the last task");
        Thread.Sleep(1500);
        project.Sh($"kill -INT {run.Id}");
        run.WaitForExit();
        Assert.Equal(130, run.ExitCode);
        Assert.NotEmpty(Directory.GetFiles(project[".kptn/uploads"], "*.pending"));
        silent.Stop();
        await serving;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Nothing is there, and nothing that is sent gets an answer.
    private static async Task RefuseToTakeAsync(System.Net.Sockets.TcpListener listener)
    {
        var clients = new List<System.Net.Sockets.TcpClient>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                clients.Add(client);
                _ = Task.Run(async () =>
                {
                    var buffer = new byte[1 << 16];
                    while (await client.GetStream().ReadAsync(buffer) is > 0 and var count)
                    {
                        var head = System.Text.Encoding.ASCII.GetString(buffer, 0, count);
                        if (head.StartsWith("PUT", StringComparison.Ordinal) || head.StartsWith("POST", StringComparison.Ordinal)) return;
                        var list = head.Contains("list-type=2", StringComparison.Ordinal);
                        var body = list ? "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>" : "";
                        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {(list ? "200 OK" : "404 Not Found")}\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
                    }
                });
            }
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException)
        {
            foreach (var client in clients) client.Dispose();
        }
    }

    private static Sandbox Project(S3Local? server)
    {
        var project = Sandbox.Empty();
        project.Write("kptn.yaml", Config).Write("tasks.py", "def list():\n    return [1, 2, 3]\n");
        project.Environment["AWS_ACCESS_KEY_ID"] = "S3RVER";
        project.Environment["AWS_SECRET_ACCESS_KEY"] = "S3RVER";
        project.Environment["AWS_REGION"] = "us-east-1";
        project.Environment["AWS_ENDPOINT_URL_S3"] = "http://127.0.0.1:9";
        if (server is not null) Use(project, server);
        return project;
    }

    private static void Use(Sandbox project, S3Local server)
    {
        foreach (var (name, value) in server.Environment) project.Environment[name] = value;
    }

    private static (int Missing, int Unshared, int Pending) Status(Sandbox project)
    {
        var status = Json(project.Kptn("cache", "status", "--json"));
        return (status.GetProperty("missing").GetInt32(), status.GetProperty("here_only").GetInt32(), status.GetProperty("pending").GetProperty("count").GetInt32());
    }

    private static (int Removed, int Kept) Kept(Sandbox project, params string[] words)
    {
        var result = Json(project.Kptn(["cache", .. words, "--json"]));
        return (result.GetProperty("removed").GetInt32(), result.GetProperty("kept").GetInt32());
    }

    private static JsonElement Json(ToolExit exit)
    {
        Assert.True(exit.Out.StartsWith('{'), exit.Out + exit.Error);
        return JsonDocument.Parse(exit.Out).RootElement;
    }
}
