using Kptn.Engine.Projects;

namespace Kptn.Testing.Rendering.Words;

/// <summary>Places in files.</summary>
internal static class PlaceWords
{
    /// <summary><c>file</c>, <c>file:line</c> or <c>file:line:column</c>, as far as it is known.</summary>
    public static string Of(Place place) => place switch
    {
        { Line: 0 } => place.File,
        { Column: 0 } => $"{place.File}:{place.Line}",
        _ => place.ToString(),
    };
}
