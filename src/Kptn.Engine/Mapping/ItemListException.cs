namespace Kptn.Engine.Mapping;

/// <summary>A result that is no list of items: broken JSON, no list, or an element that cannot be an item.</summary>
public sealed class ItemListException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">What, at which element, and what was expected.</param>
    /// <param name="cause">What the JSON reader said.</param>
    public ItemListException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
