using Kptn.Testing.Servers;

// Starts a DynamoDB in one way, tells where it answers, and holds it until it is killed.
await using var server = await DynamoDbLocal.StartAsync(new DynamoDbLocalOptions { Ways = [Enum.Parse<DynamoDbWay>(args[0])] });
Console.WriteLine(server.Endpoint);
Thread.Sleep(Timeout.Infinite);
