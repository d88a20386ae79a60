namespace Kptn.Engine.Projects;

/// <summary>The JSON Schema of kptn.yaml, for editors.</summary>
public static class ProjectSchema
{
    /// <summary>The schema's text, draft 2020-12.</summary>
    public static string Json
    {
        get
        {
            using var stream = typeof(ProjectSchema).Assembly.GetManifestResourceStream("schema/kptn.schema.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
