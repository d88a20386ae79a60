using System.Globalization;

namespace Kptn.Tool.Terminal;

/// <summary>How many tasks of a run are done with.</summary>
/// <param name="screen">Where it is shown.</param>
internal sealed class RunCounter(Screen screen)
{
    /// <summary>Tasks that the run looks at.</summary>
    public int Total { get; set; }

    /// <summary>Tasks that are done with.</summary>
    public int Done { get; set; }

    /// <summary>As lines begin: <c>[ 3/12]</c>.</summary>
    public override string ToString()
    {
        var total = Total.ToString(CultureInfo.InvariantCulture);
        return screen.Paint($"[{Done.ToString(CultureInfo.InvariantCulture).PadLeft(total.Length)}/{total}]", Colour.Dim);
    }
}
