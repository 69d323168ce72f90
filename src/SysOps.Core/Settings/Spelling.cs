namespace SysOps.Settings;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    /// <summary>The nearest of the known words; null when none is near: a third of the letters may differ, and case never counts.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        int allowed = Math.Max(1, word.Length / 3);
        return known
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= allowed) // No nearer than that, and a long word costs nothing.
            .Select(candidate => (Candidate: candidate, Distance: Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.Distance <= allowed)
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();
    }

    /// <summary>Letters to insert, remove, change, or swap with the next one (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        int[,] costs = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                costs[i, j] = i == 0 || j == 0 ? i + j : Cheapest(costs, left, right, i, j);
            }
        }

        return costs[left.Length, right.Length];
    }

    private static int Cheapest(int[,] costs, string left, string right, int i, int j)
    {
        int change = costs[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        int cheapest = Math.Min(change, 1 + Math.Min(costs[i - 1, j], costs[i, j - 1]));
        bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(cheapest, 1 + costs[i - 2, j - 2]) : cheapest;
    }
}
