namespace Kptn.Engine.Tests;

/// <summary>A folder of a test's own, gone after it.</summary>
public sealed class TestFolder : IDisposable
{
    public TestFolder() => Root = Directory.CreateTempSubdirectory("kptn-test-").FullName;

    public string Root { get; }

    public string this[string relative] => Path.Combine(Root, relative);

    public TestFolder Write(string relative, string content)
    {
        var path = this[relative];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return this;
    }

    public string Read(string relative) => File.ReadAllText(this[relative]);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            Thread.Sleep(50);
            Directory.Delete(Root, recursive: true);
        }
    }
}
