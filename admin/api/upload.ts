import { language, say } from '../kit/text.ts';
import { ApiError, OFFLINE, refusalOf } from './ask.ts';

export interface Uploading {
  readonly type: string;
  /** 0 to 1: how much of the file has left. */
  readonly onProgress: (share: number) => void;
}

/**
 * Sends a file as it is; fails with an ApiError, with code OFFLINE where the line breaks. Not by `fetch`, which does not tell
 * how far a file has come.
 */
export const upload = (path: string, file: Blob, { type, onProgress }: Uploading): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('content-type', type);
    request.setRequestHeader('accept-language', language);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      const answer = jsonOf(request.responseText);
      if (request.status < 300) resolve(answer);
      else reject(refusalOf(answer, request.getResponseHeader('x-request-id')));
    };
    request.onerror = () => reject(new ApiError(say('kit.offline'), { code: OFFLINE }));
    request.send(file);
  });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return null;
  }
}
