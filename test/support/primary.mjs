// The barest primary of one worker, for a test that kills it: it tells its parent the worker's pid once that listens.
import cluster from 'node:cluster';

cluster.setupPrimary({ exec: process.argv[2] });
const worker = cluster.fork();
worker.once('listening', () => process.send(worker.process.pid));
