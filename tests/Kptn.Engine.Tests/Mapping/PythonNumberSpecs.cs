using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.Tests.Mapping;

/// <summary>Keys are what Python's json writes, so that a list written by Python and one written by hand give the same items.</summary>
public sealed class PythonNumberSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keys_are_what_python_writes()
    {
        _folder.Write("list.json", "[" + string.Join(',', Values()) + "]");
        _folder.Write("write.py", """
            import json, sys
            with open("list.json", encoding="utf-8") as file: values = json.load(file)
            with open("canonical.json", "w", encoding="utf-8", newline="") as file: json.dump(values, file, separators=(",", ":"), ensure_ascii=False)
            """);
        using (var python = Process.Start(new ProcessStartInfo("python3", ["write.py"]) { WorkingDirectory = _folder.Root })!)
        {
            python.WaitForExit();
            Assert.Equal(0, python.ExitCode);
        }

        using var reader = new ItemReader(_folder["list.json"], ["X"]);
        var keys = new List<string>();
        while (reader.Read()) keys.Add(Encoding.UTF8.GetString(reader.Key));
        Assert.Equal(_folder.Read("canonical.json"), $"[{string.Join(',', keys)}]");
    }

    private static IEnumerable<string> Values()
    {
        var random = new Random(8);
        for (var i = 0; i < 50_000; i++)
        {
            var number = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(number)) yield return number.ToString("E17", CultureInfo.InvariantCulture);
            yield return (random.NextDouble() * Math.Pow(10, random.Next(-8, 20))).ToString("E16", CultureInfo.InvariantCulture);
            yield return RandomKeys.Value(random);
        }

        for (var power = -1074; power < 1024; power++)
        {
            yield return Math.ScaleB(1, power).ToString("E17", CultureInfo.InvariantCulture);
            yield return Math.BitDecrement(Math.ScaleB(1, power)).ToString("E17", CultureInfo.InvariantCulture);
        }

        foreach (var number in new[] { "-0", "-0.0", "1e22", "1e23", "9007199254740993.0", "1E5", "0.1e-5", "123456789012345678901234567890", "2.5E-5", "9.5e15", "1e16", "12345.678e-9" })
        {
            yield return number;
        }

        foreach (var text in new[] { "\"\\u007f\\u0080\\u2028\\ufeff\\u0000\\b\\f\\/\"", "\"\\ud83d\\ude00\\u001F\"" }) yield return text;
    }
}
