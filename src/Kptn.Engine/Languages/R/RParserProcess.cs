using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Text;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.R;

/// <summary>Has R's own parser read scripts, all in one process.</summary>
internal sealed class RParserProcess(CodeContext context)
{
    /// <summary>Reads scripts.</summary>
    /// <param name="rscript">Rscript, absolute.</param>
    /// <param name="texts">The scripts.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>One answer a script, <see langword="null"/> where R gave none.</returns>
    public async Task<RForm?[]> ReadAsync(string rscript, IReadOnlyList<RText> texts, CancellationToken cancellation)
    {
        var forms = new RForm?[texts.Count];
        CapturedExit exit;
        try
        {
            var folder = Path.Combine(context.Project.KptnDir, "cache");
            var spec = new ProcessSpec(rscript, ["--vanilla", EmbeddedProgram.PutInto("r/facts.R", folder)])
            {
                WorkingDirectory = context.Project.Root,
                Environment = Variables(),
                Timeout = TimeSpan.FromMinutes(5),
            };
            exit = await context.Processes.CaptureAsync(spec, Pack(texts), folder, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return forms;
        }

        Unpack(exit.Output, texts, forms);
        return forms;
    }

    // English messages, UTF-8 and no packages: the answer must not depend on who asks, and come soon.
    private static Dictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables()) variables[(string)entry.Key] = (string?)entry.Value ?? "";
        variables["LC_ALL"] = OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C.UTF-8";
        variables["LANGUAGE"] = "en";
        variables["R_DEFAULT_PACKAGES"] = "NULL";
        return variables;
    }

    private static byte[] Pack(IReadOnlyList<RText> texts)
    {
        using var input = new MemoryStream();
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, texts.Count);
        input.Write(number);
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text.Text);
            BinaryPrimitives.WriteInt32LittleEndian(number, bytes.Length);
            input.Write(number);
            input.Write(bytes);
        }

        return input.ToArray();
    }

    private static void Unpack(ReadOnlySpan<byte> output, IReadOnlyList<RText> texts, RForm?[] forms)
    {
        for (var i = 0; i < forms.Length; i++)
        {
            if (!TakeLine(ref output, out var word) || !TakeLine(ref output, out var count)) return;
            if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || output.Length < length + 1) return;
            var answer = output[..length];
            output = output[(length + 1)..];
            forms[i] = word switch
            {
                "tree" => new RForm(Hash(answer, texts[i]), null),
                "error" => new RForm(default, RComplaint.Read(Encoding.UTF8.GetString(answer))),
                _ => null,
            };
        }
    }

    private static bool TakeLine(ref ReadOnlySpan<byte> output, out string line)
    {
        var end = output.IndexOf((byte)'\n');
        line = end < 0 ? "" : Encoding.ASCII.GetString(output[..end]);
        if (end >= 0) output = output[(end + 1)..];
        return end >= 0;
    }

    // The head of the tree's text names the version of R, which is none of the script's business.
    private static Hash256 Hash(ReadOnlySpan<byte> tree, RText text)
    {
        for (var line = 0; line < 4; line++) tree = tree[(tree.IndexOf((byte)'\n') + 1)..];
        var mark = Encoding.ASCII.GetBytes(RForm.Parser + "\n" + text.Mark(tree.IndexOf("\\3"u8) < 0 && tree.IndexOf("\\2"u8) < 0));
        return Hash256.Of([.. mark, .. tree]);
    }
}
