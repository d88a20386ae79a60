using System.Runtime.CompilerServices;
using System.Text;

namespace Kptn.Tests;

/// <summary>Holds text against an approved file beside the test, with Verify's conventions for files.</summary>
internal static class Verified
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Fails where the text is not the approved one, and leaves what it got beside it.</summary>
    public static void Match(string text, string name, [CallerFilePath] string test = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(test)!, $"{Path.GetFileNameWithoutExtension(test)}.{name}");
        var (verified, received) = (stem + ".verified.txt", stem + ".received.txt");
        text = text.ReplaceLineEndings("\n").TrimEnd('\n');
        var approved = File.Exists(verified) ? File.ReadAllText(verified) : null;
        if (approved == text)
        {
            File.Delete(received);
            return;
        }

        // A person approves by renaming; a build server has nobody to do so.
        if (Environment.GetEnvironmentVariable("CI") is null or "") File.WriteAllText(received, text, Utf8);
        Assert.Fail(approved is null
            ? $"nothing is approved yet: {verified}\n{text}"
            : $"{verified}\n{Difference(approved.Split('\n'), text.Split('\n'))}");
    }

    private static string Difference(string[] approved, string[] received)
    {
        var line = 0;
        while (line < approved.Length && line < received.Length && approved[line] == received[line]) line++;
        string At(string[] lines) => line < lines.Length ? lines[line] : "(the end)";
        return $"line {line + 1}\n- {At(approved)}\n+ {At(received)}\n\nall of it:\n{string.Join('\n', received)}";
    }
}
