using System.Text;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Tests.Snapshots;

public sealed class ManifestSpecs
{
    [Fact]
    public void Each_manifest_is_read_as_it_was_written()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var manifest = Random(new Random(seed));
            var text = ManifestJson.Write(manifest);
            var read = ManifestJson.Read(Encoding.UTF8.GetBytes(text), "m.json");
            Assert.True(read.Problem is null, $"seed {seed}: {read.Problem}\n{text}");
            Assert.Equal(text, ManifestJson.Write(read.Manifest!));
            Assert.Equal(manifest.Key, read.Manifest!.Key);
            Assert.Equal(manifest.Outputs.SelectMany(output => output.Description.Columns), read.Manifest.Outputs.SelectMany(output => output.Description.Columns));
            Assert.DoesNotContain('\r', text);
        }
    }

    [Fact]
    public void Order_is_the_same_whoever_wrote_it()
    {
        var manifest = Random(new Random(7));
        var shuffled = manifest with { Outputs = [.. manifest.Outputs.Reverse()], Components = [.. manifest.Components.Reverse()], Upstream = [.. manifest.Upstream.Reverse()] };
        Assert.Equal(ManifestJson.Write(manifest), ManifestJson.Write(shuffled));
    }

    [Fact]
    public void Whatever_is_in_the_file_there_is_a_manifest_or_a_problem()
    {
        var random = new Random(5);
        string[] values = ["null", "[null]", "{}", "[]", "-1", "1e999", "\"x\"", "\"../x\"", "true", "99999999999999999999"];
        for (var round = 0; round < 3000; round++)
        {
            var text = ManifestJson.Write(Random(new Random(round % 50)));
            var lines = text.Split('\n');
            var at = random.Next(lines.Length);
            var colon = lines[at].IndexOf(": ", StringComparison.Ordinal);
            lines[at] = random.Next(4) switch
            {
                0 => "",
                1 => lines[at] + lines[random.Next(lines.Length)],
                2 when lines[at].Length > 0 => lines[at].Remove(random.Next(lines[at].Length)),
                _ when colon > 0 => lines[at][..(colon + 2)] + values[random.Next(values.Length)] + ",",
                _ => lines[at].Replace("\": \"", "\": null, \"x\": \"", StringComparison.Ordinal),
            };
            var read = ManifestJson.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "m.json");
            Assert.True(read.Manifest is null != read.Problem is null);
            if (read.Manifest is not null) ManifestJson.Write(read.Manifest);
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_a_problem_too()
    {
        var random = new Random(1);
        var bytes = new byte[200];
        for (var round = 0; round < 500; round++)
        {
            random.NextBytes(bytes);
            Assert.NotNull(ManifestJson.Read(bytes, "m.json").Problem);
        }

        Assert.NotNull(ManifestJson.Read(Encoding.UTF8.GetBytes(new string('[', 100_000)), "m.json").Problem);
    }

    [Fact]
    public void A_byte_order_mark_and_other_line_ends_do_no_harm()
    {
        var text = "\uFEFF" + ManifestJson.Write(Random(new Random(3))).ReplaceLineEndings("\r\n");
        Assert.Null(ManifestJson.Read(Encoding.UTF8.GetBytes(text), "m.json").Problem);
    }

    private const string Letters = "ab\"\\\n\t é\u202E{}<>&'/日:,.[]~";

    private static SnapshotManifest Random(Random random)
    {
        string Text() => new([.. Enumerable.Range(0, random.Next(12)).Select(_ => Letters[random.Next(Letters.Length)])]);
        string Hash() => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(random.Next())));
        ColumnStatistics Column() => new()
        {
            Name = Text(),
            Type = (ColumnType)random.Next(9),
            Nulls = random.Next(),
            Distinct = random.NextInt64(),
            IsDistinctExact = random.Next(2) == 0,
            Min = random.Next(2) == 0 ? Text() : null,
            Max = random.Next(2) == 0 ? Text() : null,
            Mean = random.Next(5) switch { 0 => null, 1 => double.NaN, 2 => double.NegativeInfinity, 3 => random.NextDouble() * 1e300, _ => -0.0 },
        };
        ManifestOutput Output(int i)
        {
            var kind = (CompareMode)random.Next(1, 6);
            var path = $"o{i}/{random.Next(100)} é.csv";
            return new ManifestOutput
            {
                Path = path,
                Hash = Hash(),
                Size = random.NextInt64(),
                File = kind != CompareMode.Folder && random.Next(2) == 0 ? $"o{i}.verified.csv" : null,
                Files = kind == CompareMode.Folder ? [new($"{path}/1", Hash(), 3, $"o{i}/1.verified"), new($"{path}/2", Hash(), 3)] : [],
                Description = new OutputDescription
                {
                    Kind = kind,
                    Hash = "",
                    Size = 0,
                    Rows = random.Next(2) == 0 ? random.Next() : null,
                    Columns = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Column())],
                    Sample = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new[] { Text(), null, Text() })],
                    Shape = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Kptn.Testing.Comparing.Statistics.JsonShape(Text(), ["number", "null"], random.NextInt64()))],
                },
            };
        }

        return new SnapshotManifest
        {
            Key = new SnapshotKey("g", Text(), random.Next(2) == 0 ? Text() : null),
            Fingerprint = Hash(),
            Components = [.. Enumerable.Range(0, random.Next(4)).Select(i => new ManifestComponent(Text(), i + Text(), Hash()[..12]))],
            Upstream = [.. Enumerable.Range(0, random.Next(4)).Select(i => new ManifestUpstream(i + Text(), Hash()))],
            Outputs = [.. Enumerable.Range(0, random.Next(1, 5)).Select(Output)],
            Result = random.Next(2) == 0 ? Output(99) : null,
            Changes = random.Next(2) == 0 ? new ManifestChanges([Text()], []) { Obsolete = ["x.verified.csv"] } : null,
        };
    }
}
