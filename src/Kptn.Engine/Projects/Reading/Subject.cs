namespace Kptn.Engine.Projects.Reading;

/// <summary>What a message is about; its text is only made when there is a message.</summary>
/// <param name="Key">The key.</param>
/// <param name="Owner">What it belongs to, such as <c>task 'A'</c>; may be empty.</param>
internal readonly record struct Subject(string Key, string Owner = "")
{
    /// <summary>One entry of it.</summary>
    public string Entry => $"an entry of {ToString()}";

    /// <inheritdoc/>
    public override string ToString() => Owner.Length == 0 ? $"'{Shown.Text(Key)}'" : $"'{Shown.Text(Key)}' of {Owner}";
}
