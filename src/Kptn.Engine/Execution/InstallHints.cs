namespace Kptn.Engine.Execution;

/// <summary>How to get a program that is missing.</summary>
public static class InstallHints
{
    /// <summary>What to do where a program is missing, as the end of a sentence.</summary>
    /// <param name="program">Its name.</param>
    public static string Of(string program) => program switch
    {
        "Rscript" => "install R (Debian: apt install r-base-core; macOS: brew install r; Windows: winget install RProject.R), or name it under settings.rscript or in $KPTN_RSCRIPT",
        "python3" => "install Python 3 (Debian: apt install python3; macOS: brew install python; Windows: winget install Python.Python.3), or name it under settings.python or in $KPTN_PYTHON",
        "dotnet" => "install the .NET SDK 10",
        "dot" => "install Graphviz (Debian: apt install graphviz; macOS: brew install graphviz)",
        _ => "install it, or put it on PATH",
    };
}
