'use strict';

// Loaded before s3rver (`node --require`): S3 promises that an object is there whole once it is put, and that of several writers' one wins.
// s3rver writes objects in place and answers before the last bytes are written.

const { createHash, randomUUID } = require('crypto');
const fs = require('fs');
const path = require('path');
const { Readable, Transform } = require('stream');
const { pipeline } = require('stream/promises');

const FilesystemStore = require(path.join(path.dirname(fs.realpathSync(process.argv[1])), '../lib/stores/filesystem'));
const store = FilesystemStore.prototype;

let last = Promise.resolve();

function inTurn(action) {
  const turn = last.then(action);
  last = turn.catch(() => {});
  return turn;
}

async function stage(root, content) {
  const folder = path.join(root, '.staged');
  const staged = path.join(folder, randomUUID());
  const md5 = createHash('md5');
  let size = 0;
  const measure = new Transform({
    transform(chunk, encoding, callback) {
      md5.update(chunk);
      size += chunk.length;
      callback(null, chunk);
    },
  });
  await fs.promises.mkdir(folder, { recursive: true });
  await pipeline(Buffer.isBuffer(content) ? Readable.from([content]) : content, measure, fs.createWriteStream(staged));
  return { staged, size, md5: md5.digest('hex') };
}

store.putObject = async function ({ bucket, key, content, metadata }) {
  const { staged, size, md5 } = await stage(this.rootDirectory, content);
  const target = this.getResourcePath(bucket, key, 'object');
  return inTurn(async () => {
    await fs.promises.mkdir(path.dirname(target), { recursive: true });
    await this.putMetadata(bucket, key, metadata, md5);
    await fs.promises.rename(staged, target);
    return { size, md5 };
  });
};

store.putPart = async function (bucket, uploadId, partNumber, content) {
  const { staged, size, md5 } = await stage(this.rootDirectory, content);
  const target = path.join(this.getResourcePath(bucket, undefined, 'uploads'), uploadId, partNumber.toString());
  return inTurn(async () => {
    await fs.promises.mkdir(path.dirname(target), { recursive: true });
    await fs.promises.writeFile(`${target}.md5`, md5);
    await fs.promises.rename(staged, target);
    return { size, md5 };
  });
};

for (const name of ['getObject', 'deleteObject', 'copyObject', 'listObjects']) {
  const action = store[name];
  store[name] = function (...given) {
    return inTurn(() => action.apply(this, given));
  };
}
