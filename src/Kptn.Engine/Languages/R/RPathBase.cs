namespace Kptn.Engine.Languages.R;

/// <summary>What a relative path in a script starts from.</summary>
internal enum RPathBase : byte
{
    /// <summary>The working folder.</summary>
    Working,

    /// <summary>The project, as <c>here::here</c> finds it.</summary>
    Here,

    /// <summary>The folder of the file that says it.</summary>
    Own,
}
